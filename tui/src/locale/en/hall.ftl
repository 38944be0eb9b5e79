# Halls of several teams: cities, the organisers' view over them, the scoreboard.

cities-title = City to look at
city-here = { $city } (looked at now)
city-other = { $city }
hall-cities = { $count } cities; a hall has from 1 to { $limit }
    .help = give the roster at least one defence team, or let them play together (“cities: together”)
hall-col-band = Band
hall-col-cell = Cell
hall-col-city = City
hall-col-score = Score
hall-col-team = Team
hall-empty = No team plays here.
hall-key-renew = look again
hall-other = “{ $path }” records another drill: other teams, another scenario or another city
    .help = take another folder, or the roster and the scenario that the record was begun with
hall-plan = The scenario cannot be played by these teams: { $first }
    .help = rename the team or the host that the sentence names
hall-provisional = Provisional: nobody but organisers and jury sees this score.
hall-released = Released: the teams see their scores.
hall-sealed = “{ $path }” is over and sealed
    .help = look at it with “dientap replay”; for a new drill take another folder
hall-team = { $team }, in { $city }, at { $at }
    Under way: { $runs }. Alerts without a verdict: { $alerts }. Claims: { $claims }. Orders refused: { $refused }.
hall-title = Teams of all cities
hall-unvaried = Cities differ by names and addresses; { $count } are the same in all: { $names }
key-city = look at another city
key-reach = orders to all cities, or to this one
reach-all = Orders that every city can be given go to all cities.
reach-here = Orders go to this city alone.
scoreboard-closed = Scores are shown once the organisers release them. Teams in the order of the roster.
scoreboard-open = Released. Teams in one band are alike: a seed alone moves some points.
scoreboard-title = Scoreboard
tab-hall = Cities
tab-scoreboard = Scoreboard
