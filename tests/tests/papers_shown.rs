//! What others make of the papers: a browser, a word processor, a checker of schemas; tried where
//! they are installed.

use std::fs;
use std::path::Path;
use std::process::Command;

use tests::papers::{has, played, printed};
use tests::program::{Folder, program};

const STARTER: &str = "cong-ddos-deface";

#[test]
fn the_json_is_of_its_schema() {
    let folder = Folder::new("papers-schema");
    if !has("python3", &["-c", "import jsonschema"]) {
        return;
    }
    let file = played(&folder, STARTER, "7", "x.drill");
    for reader in ["organiser", "blue", "red"] {
        let path = folder.path("report.json");
        printed(
            "en",
            &[&file, "--for", reader, "--format", "json", "--out", &path],
        );
        let schema = Command::new(program()).args(["schema", "report"]).output();
        fs::write(folder.path("schema.json"), schema.expect("a schema").stdout).expect("written");
        let check = "import json, jsonschema, sys; \
                     jsonschema.Draft202012Validator(json.load(open(sys.argv[1]))) \
                     .validate(json.load(open(sys.argv[2])))";
        let came = Command::new("python3")
            .args(["-c", check, &folder.path("schema.json"), &path])
            .output()
            .expect("python3 starts");
        assert!(
            came.status.success(),
            "{}",
            String::from_utf8_lossy(&came.stderr)
        );
    }
}

#[test]
fn a_word_processor_opens_the_papers() {
    let folder = Folder::new("papers-docx");
    if !has("soffice", &["--version"]) || !has("pdftotext", &["-v"]) {
        return;
    }
    let file = played(&folder, STARTER, "7", "x.drill");
    for paper in ["closing", "red"] {
        let docx = folder.path(&format!("{paper}.docx"));
        printed(
            "vi",
            &[&file, "--paper", paper, "--format", "docx", "--out", &docx],
        );
        let home = format!("-env:UserInstallation=file://{}", folder.path("office"));
        let came = Command::new("soffice")
            .args([&home, "--headless", "--convert-to", "pdf", "--outdir"])
            .args([&folder.0, Path::new(&docx)])
            .output()
            .expect("it starts");
        assert!(
            came.status.success(),
            "{}",
            String::from_utf8_lossy(&came.stderr)
        );
        let text = Command::new("pdftotext")
            .args([&folder.path(&format!("{paper}.pdf")), "-"])
            .output()
            .expect("it starts");
        let text = String::from_utf8_lossy(&text.stdout).into_owned();
        for words in ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "mô phỏng", "Kính gửi"]
        {
            assert!(text.contains(words), "{paper} has no {words}:\n{text}");
        }
    }
}

#[test]
fn a_browser_shows_the_papers() {
    let folder = Folder::new("papers-browser");
    if !has("chromium", &["--version"]) {
        return;
    }
    let file = played(&folder, STARTER, "7", "x.drill");
    let page = folder.path("closing.html");
    printed(
        "vi",
        &[
            &file, "--paper", "closing", "--format", "html", "--out", &page,
        ],
    );
    for width in ["390", "1366"] {
        let shot = folder.path(&format!("{width}.png"));
        let came = Command::new("chromium")
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
            ])
            .args([&format!("--user-data-dir={}", folder.path("profile"))])
            .args([
                &format!("--window-size={width},900"),
                &format!("--screenshot={shot}"),
            ])
            .arg(format!("file://{page}"))
            .output()
            .expect("it starts");
        let said = String::from_utf8_lossy(&came.stderr).into_owned();
        let size = fs::metadata(&shot).map_or(0, |about| about.len());
        assert!(size > 20_000, "no picture at {width}: {said}");
    }
}
