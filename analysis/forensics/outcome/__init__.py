"""Could any outcome column stand behind Tables 1 to 4 at once? An exact question, and its answer.

Conditions with public data have known memberships. For them the ceilings of Tables 2 and 3 speak of
the outcome alone: an integer programme asks whether memberships of two decimals can give them.
"""
