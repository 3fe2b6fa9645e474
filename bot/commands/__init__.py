"""The commands of `kopilka`, one module each; heavy imports wait until a command runs."""
