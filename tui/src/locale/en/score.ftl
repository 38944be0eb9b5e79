# The scorecard, causes of loss, corrective actions.
about-account = account { $name }
about-zone = zone { $name }
about-link = link { $name }
about-control = control { $name }
about-backup = backup { $name }
about-run = run { $name }
