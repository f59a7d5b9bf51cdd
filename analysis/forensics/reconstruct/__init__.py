"""Reconstruction: memberships and raw values that the printed tables allow, never the authors'.

Three columns are public; four are searched for. Everything here is a reconstruction consistent
with printed statistics under a declared reading of Table 5.
"""
