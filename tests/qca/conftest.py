from hypothesis import settings

# Shared machines are slow at times: no deadline.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
