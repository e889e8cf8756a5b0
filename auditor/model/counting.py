"""How do minutes count as units: which numbers and names do all parts of the program share?"""

MINUTES_PER_UNIT = 15
"""What a unit of a timed code stands for. Source: CMS Pub. 100-04, ch. 5, §20.2.C."""
LEAST_MINUTES = 8
"""What a single unit takes: the midpoint passed, in whole minutes.

Source: CMS Pub. 100-04, ch. 5, §20.2.C; the CPT time rule has the same midpoint.
"""
MOST_LACKING = MINUTES_PER_UNIT - LEAST_MINUTES
"""Minutes that the last unit may lack."""
MINUTES_PER_DAY = 24 * 60
UNITS_PER_DAY = MINUTES_PER_DAY // MINUTES_PER_UNIT
"""15-minute units that a day could hold if it held nothing else."""
MEDICARE = "medicare"
"""The method that counts the minutes of all timed codes together."""
RULE_OF_EIGHTS = "rule_of_eights"
"""The method that counts each code's minutes by themselves."""
