"""The paper: what is told to the ministry. Imports checkpoints and regions."""
