"""The commands of `quoth`, one room each: `options` adds what only that command takes, `run` does it.

A room is loaded when its command is asked for, so what it imports costs no other command anything. `run` returns the
exit status and raises what is a fault; `bot.cli` says it. `bot.arguments.COMMANDS` names them all.
"""
