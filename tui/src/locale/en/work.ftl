# Responses, city, papers, rules and exchange of the defence team.
