package paas.router.http;

/** One hostname and what answers for it. */
public record Route(Hostname host, Target target) {}
