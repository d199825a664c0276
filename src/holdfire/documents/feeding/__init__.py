"""What a reading offers to a mission, in the forms a mission takes in. Proposals: a person enters them."""
