"""The demo community's generator. The default store lies beside it and is not in version control."""
