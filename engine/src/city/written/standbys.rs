//! Where services may run when their own hosts cannot, checked: once hosts and copies are known.

use crate::city::map::Map;
use crate::city::service::{Standby, StandbyWritten};
use crate::city::written::{CityWritten, host_named};
use crate::words::check::Check;
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::written::At;

impl CityWritten {
    pub(super) fn standbys(&self, map: &mut Map, c: &mut Check) {
        for (place, service) in self.services.iter().enumerate() {
            if let Some(written) = &service.standby {
                let standby = standby(map, ServiceId::of(place), written, c);
                map.services[place].standby = standby;
            }
        }
    }
}

fn standby(
    map: &Map,
    service: ServiceId,
    written: &StandbyWritten,
    c: &mut Check,
) -> Option<Standby> {
    let host = host_named(map, &written.host, c);
    let copy = map.names.backups.find(&written.copy, "backup", c);
    let (host, copy) = (host?, BackupId::of(copy?));
    let plan = &map.services[service.at()];
    let mut good = true;
    let mut wrong = |at: &At<String>, code| {
        let args = vec![
            ("found", at.to_string()),
            ("service", plan.name.to_string()),
        ];
        good = false;
        c.fault(at, FaultKind::Other { code, args });
    };
    if host == plan.host {
        wrong(&written.host, "standby-same-host");
    }
    if !map.backups[copy.at()].covers.contains(&service) {
        wrong(&written.copy, "standby-not-covered");
    }
    good.then_some(Standby {
        host,
        copy,
        rpo: written.rpo,
    })
}
