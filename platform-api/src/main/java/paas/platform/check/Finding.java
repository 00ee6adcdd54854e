package paas.platform.check;

/** One thing to look at: what was seen, with where, and what to do about it. */
public record Finding(String seen, String fix) {}
