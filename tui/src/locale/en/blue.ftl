# The screens of the defence team.

tab-wall = Wall
wall-services = Services, as people feel them
wall-queue = Alert queue
wall-open = Not triaged: { $open } · waiting { $oldest }
wall-curve = ^ alerts, from the start until now
wall-work = Responding: { $runs } · claims made: { $claims }
wall-duties = Duties counting down
wall-no-duties = no duty has begun
wall-news = Incoming
wall-no-news = nothing yet

col-service = Service
col-level = Lv
col-served = Served
col-why = State
