package paas.builder;

/**
 * A buildpack that took part in a build: its name or URL, and which version of it (a commit id, an
 * archive's SHA-256, or that of the built-in files).
 */
public record UsedBuildpack(String name, String version) {}
