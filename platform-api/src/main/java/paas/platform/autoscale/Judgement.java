package paas.platform.autoscale;

/** A decision, and what is to be remembered for the next one. */
public record Judgement(State state, Decision decision) {}
