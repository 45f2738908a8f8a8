"""How a model is judged: splits, learners side by side, figures with intervals, and proofs against self-deceit."""
