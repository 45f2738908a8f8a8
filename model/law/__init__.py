"""Dated tables of law and of figures that stand around it, and the readers of them; code never holds such a figure."""
