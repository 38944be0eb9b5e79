# The start menu.

menu-title = DIENTAP – the cyber range of a city
menu-about = Everything here is simulated. Choose a scenario and press Enter twice to go on shift.
menu-scenarios = Scenarios
menu-col-title = Title
menu-col-city = City
menu-col-length = Length
menu-col-level = Level
menu-detail = About
menu-unfinished = Go on with: { $title }
menu-faults = { $faults } faults
menu-nothing = No scenario was found.
menu-check = The scenario has faults. See them all with: dientap check { $path }
menu-go-on = An unfinished drill, recorded in { $path }. Enter goes on from its last order, with the clock paused.
menu-facts = City: { $city }
    Length in drill time: { $length }
    Level: { $level }
    Seats: { $seats }
menu-settings = ↑↓ choose a line, ←→ change it, digits give a seed, Enter starts.
menu-seat = Your seat
menu-others = The other side
menu-red-script = the script attacks
menu-red-adaptive = an adaptive adversary attacks
menu-blue-playbook = the playbook defends
menu-blue-none = nobody defends
menu-pace = Pace
menu-pace-value = < x{ $pace } > about { $minutes } minutes in all
menu-era = Set in
menu-seed = Seed
menu-seed-drawn = drawn, and hidden until the end
menu-start = START
menu-key-open = choose
menu-key-back = back
