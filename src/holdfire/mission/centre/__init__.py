"""The centre in a mission: acts are gathered from log and journal, new ones are checked and written."""
