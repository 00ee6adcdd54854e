package paas.cli.heroku;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.cli.api.Platform;
import paas.cli.api.Streams;
import paas.cli.http.Origin;
import paas.cli.http.Url;

/**
 * The URLs of streams (logs, output) that the platform's answers name. In the answers they lead
 * through the forwarder instead: the child need not know the platform's authority, nor reach an
 * address that is the platform's own machine. They are opened without a token, being secrets
 * themselves. Any thread may ask.
 */
final class Links {
  private static final Pattern NAMED =
      Pattern.compile(
          "(\"(?:logplex_url|output_stream_url)\":\\s*\")(https?://[\\w.:\\[\\]-]+/[\\w./?&=%~-]+)\"");

  private final Platform platform;
  private final Optional<Origin> own;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  Links(Platform platform) {
    this.platform = platform;
    this.own = Origin.of(URI.create(platform.url()));
  }

  /** The answer with links that lead to {@code base}. */
  String through(String base, String json) {
    return NAMED.matcher(json).replaceAll(named -> Matcher.quoteReplacement(through(base, named)));
  }

  private String through(String base, MatchResult named) {
    Optional<String> path = own(named.group(2));
    path.ifPresent(known::add);
    return path.map(of -> named.group(1) + base + of + "\"").orElse(named.group());
  }

  /** Where that is at the platform; empty for what is elsewhere. */
  private Optional<String> own(String named) {
    try {
      URI url = new URI(named);
      return Origin.of(url)
          .map(origin -> Streams.reached(url, platform))
          .filter(reached -> Origin.of(reached).equals(own))
          .map(Url::pathAndQuery);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether an answer named that path, which is then a whole one. */
  boolean names(String path) {
    return known.contains(path);
  }
}
