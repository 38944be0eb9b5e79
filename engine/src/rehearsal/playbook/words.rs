//! What the bot writes where a form asks for words: each field by what it asks for, from what the
//! bot knows, in both languages.

use super::Playbook;
use crate::city::asset::DataKind;
use crate::script::duty::Judged;
use crate::view::blue::BlueView;
use crate::words::name::Name;
use crate::words::text::{Lang, Text};
use std::collections::BTreeMap;

/// How many of anything a field of words names; the fields that list machines name them all.
const SAID: usize = 8;

/// What a field of words asks for.
#[derive(Clone, Copy)]
enum Asks {
    /// Who writes.
    Who,
    /// To whom.
    Whom,
    /// What happened.
    What,
    /// The class of incident.
    Class,
    /// What was done.
    Done,
    /// What is being done, and comes next.
    Next,
    /// What people went without.
    Harm,
    /// By what way it came.
    Why,
    /// How many people's data it is about.
    Subjects,
    /// What the bot cannot know better than any hand that fills the form.
    Says(&'static str, &'static str),
}

use Asks::{Class, Done, Harm, Next, Says, Subjects, What, Who, Whom, Why};

/// Fields by their names.
const FIELDS: [(&str, Asks); 45] = [
    ("unit", Who),
    ("contact", Who),
    ("controller", Who),
    ("giver", Who),
    ("holder", Who),
    ("spokesperson", Who),
    ("receiver", Whom),
    ("description", What),
    ("situation", What),
    ("events", What),
    ("course", What),
    ("threat", What),
    ("incident-class", Class),
    ("measures", Done),
    ("actions", Done),
    ("done", Done),
    ("result", Done),
    ("search", Done),
    ("instead", Done),
    ("verified", Done),
    ("next-steps", Next),
    ("to-do", Next),
    ("plan", Next),
    ("fix", Next),
    ("impact", Harm),
    ("damage", Harm),
    ("consequences", Harm),
    ("services", Harm),
    ("cause", Why),
    ("causes", Why),
    ("subjects", Subjects),
    (
        "basis",
        Says("Kế hoạch ứng phó sự cố", "The incident response plan"),
    ),
    ("channels", Says("Hệ thống thông tin", "Systems")),
    (
        "grade",
        Says("Theo nhãn trên tài liệu gốc", "As marked on the original"),
    ),
    (
        "object",
        Says(
            "Theo sổ theo dõi tài liệu, vật mang",
            "As in the register of documents and media",
        ),
    ),
    (
        "method",
        Says(
            "Theo biên bản thu thập kèm theo",
            "As in the attached record of collection",
        ),
    ),
    (
        "facts",
        Says(
            "Cơ quan chức năng đang ứng phó một sự cố an ninh mạng",
            "The authorities are responding to a cyber incident",
        ),
    ),
    (
        "unknown",
        Says("Nguyên nhân, phạm vi ảnh hưởng", "The cause and the extent"),
    ),
    (
        "advice",
        Says(
            "Không mở tệp, liên kết lạ; theo dõi thông báo chính thức",
            "Open no unknown files or links; follow official notices",
        ),
    ),
    (
        "content",
        Says(
            "Lọc, chặn theo danh sách dưới đây và báo lại kết quả",
            "Scrub or block as listed below, and report back",
        ),
    ),
    (
        "wanted",
        Says(
            "Lọc, chặn theo danh sách kèm theo",
            "Scrub or block as listed",
        ),
    ),
    (
        "volume",
        Says(
            "Theo cảnh báo của hệ thống giám sát",
            "As alerted by monitoring",
        ),
    ),
    (
        "allow",
        Says(
            "Lưu lượng hợp lệ của người dùng",
            "Legitimate traffic of users",
        ),
    ),
    (
        "lessons",
        Says(
            "Trình bày tại cuộc họp rút kinh nghiệm",
            "To be told at the review",
        ),
    ),
    (
        "authority",
        Says(
            "Người đứng đầu cơ quan chủ quản",
            "Head of the governing body",
        ),
    ),
];

/// What is said where nothing fits better.
const NOTHING: Asks = Says("Không có", "None");

/// Classes of incident, by the techniques that tell of them; all else is unlawful access.
const CLASSES: [(&[&str], &str, &str); 6] = [
    (
        &["T1498", "T1499"],
        "Tấn công từ chối dịch vụ",
        "Denial of service",
    ),
    (
        &["T1566", "T1557", "T1598"],
        "Tấn công giả mạo",
        "Impersonation",
    ),
    (
        &["T1204", "T1059", "T1071", "T1091", "T1195", "T1547"],
        "Tấn công sử dụng mã độc",
        "Malicious code",
    ),
    (&["T1491"], "Tấn công thay đổi giao diện", "Defacement"),
    (&["T1486"], "Tấn công mã hóa dữ liệu", "Encryption of data"),
    (
        &["T1041", "T1048", "T1567"],
        "Lấy cắp thông tin, dữ liệu",
        "Theft of data",
    ),
];

impl Playbook {
    /// What stands in a field of words.
    pub(super) fn words(&self, field: &str, to: &Name, view: &BlueView) -> Text {
        let asks = FIELDS.iter().find(|(name, _)| *name == field);
        match asks.map_or(NOTHING, |(_, asks)| *asks) {
            Who => self.who(),
            Whom => self.whom(to),
            What => self.happened(view),
            Class => self.class(),
            Done => self.responses(view, true),
            Next => self.responses(view, false),
            Harm => self.harm(view),
            Why => self.why(),
            Subjects => self.subjects(),
            Says(vi, en) => says(vi, en),
        }
    }

    fn who(&self) -> Text {
        let own = self.plan.roster.defence();
        let org = own.and_then(|own| self.plan.map.orgs.get(own.at()));
        org.map(|org| org.title.clone()).unwrap_or_default()
    }

    /// The body addressed; every body of a kind is no one body.
    fn whom(&self, to: &Name) -> Text {
        let map = &self.plan.map;
        let org = map.names.orgs.get(to).and_then(|at| map.orgs.get(at));
        org.map(|org| org.title.clone()).unwrap_or_default()
    }

    fn class(&self) -> Text {
        let tells = |of: &&str| self.known.techniques.iter().any(|id| id.starts_with(of));
        let all = CLASSES.iter().filter(|(of, ..)| of.iter().any(&tells));
        let all: Vec<_> = all.map(|(_, vi, en)| (*vi, *en)).collect();
        if all.is_empty() {
            return says(
                "Truy cập trái phép, chiếm quyền điều khiển",
                "Unlawful access",
            );
        }
        let (vi, en): (Vec<&str>, Vec<&str>) = all.into_iter().unzip();
        says(&vi.join("; "), &en.join("; "))
    }

    /// What was done and came off, or what is under way, each once with how often.
    fn responses(&self, view: &BlueView, done: bool) -> Text {
        let mut counts: BTreeMap<_, u32> = BTreeMap::new();
        let runs = view.runs.values();
        for run in runs.filter(|run| run.is_done() == done && (done || run.ended.is_none())) {
            *counts.entry(run.action).or_default() += 1;
        }
        let said = |lang| {
            let each = counts.iter().take(SAID).map(|(action, count)| {
                let title = self.plan.catalogue.actions[action.at()].title.get(lang);
                match count {
                    1 => title.to_owned(),
                    more => format!("{title} ({more})"),
                }
            });
            each.collect::<Vec<_>>().join("; ")
        };
        match (counts.is_empty(), done) {
            (false, _) => says(&said(Lang::Vi), &said(Lang::En)),
            (true, true) => says("Chưa có", "None yet"),
            (true, false) => says("Tiếp tục theo dõi, rà soát", "Keep watching and checking"),
        }
    }

    fn harm(&self, view: &BlueView) -> Text {
        let away = view.services.iter().filter(|(_, seen)| seen.served() < 500);
        let away: Vec<_> = away
            .map(|(id, _)| &self.plan.map.services[id.at()])
            .collect();
        let said = |lang| {
            let titles = away
                .iter()
                .take(SAID)
                .map(|service| service.title.get(lang));
            titles.collect::<Vec<_>>().join("; ")
        };
        match away.is_empty() {
            false => says(
                &format!("Gián đoạn: {}", said(Lang::Vi)),
                &format!("Interrupted: {}", said(Lang::En)),
            ),
            true => says(
                "Chưa ghi nhận dịch vụ gián đoạn",
                "No service is known to be interrupted",
            ),
        }
    }

    fn why(&self) -> Text {
        let techniques = &self.plan.attack.techniques;
        let named = self.known.techniques.iter().take(SAID).map(|id| {
            let name = techniques.get(id).map_or("", |technique| &*technique.name);
            format!("{id} {name}").trim().to_owned()
        });
        let named = named.collect::<Vec<_>>().join("; ");
        match named.is_empty() {
            false => Text::same(&named),
            true => says("Đang xác minh", "Being verified"),
        }
    }

    fn subjects(&self) -> Text {
        let data = self.plan.map.data.iter();
        let hit = data.filter(|data| data.kind == DataKind::Personal);
        let hit = hit.filter(|data| self.known.hosts.contains(&data.host));
        Text::same(&hit.map(|data| data.records).sum::<u64>().to_string())
    }

    fn happened(&self, view: &BlueView) -> Text {
        let machines = self.assets(Judged::Incident, view);
        let count = self.known.hosts.len();
        if machines.is_empty() {
            return says(
                "Chưa phát hiện máy bị xâm nhập",
                "No machine is known to be taken",
            );
        }
        let some: Vec<&str> = machines.split(", ").take(SAID).collect();
        let more = if some.len() < count { ", …" } else { "" };
        let some = some.join(", ");
        says(
            &format!("Phát hiện dấu hiệu tấn công tại {count} máy: {some}{more}"),
            &format!("Signs of an attack at {count} machines: {some}{more}"),
        )
    }
}

fn says(vi: &str, en: &str) -> Text {
    Text {
        vi: vi.to_owned(),
        en: en.to_owned(),
    }
}
