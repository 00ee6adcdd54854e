package paas.cli.api;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import paas.cli.credentials.Credentials;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.http.Client;
import paas.cli.http.Dialer;
import paas.cli.http.Origin;
import paas.cli.http.Request;
import paas.cli.http.Response;
import paas.cli.http.Url;
import paas.cli.json.Json;
import paas.cli.json.JsonReader;
import paas.cli.json.JsonSyntaxException;
import paas.cli.json.JsonWriter;

/**
 * The platform's HTTP API: JSON in, JSON out; every way in which it can fail ends in a {@link
 * Failure}.
 */
public final class Platform implements AutoCloseable {
  private static final String ACCEPT = "application/vnd.heroku+json; version=3";
  private static final int MAX_PAGES = 1000;

  private final Credentials credentials;
  private final String agent;
  private final Consumer<String> warnings;
  private final Dialer dialer;
  private final Client client;

  /** For the platform that these are for; without a token only what needs none works. */
  public Platform(Dialer dialer, Credentials credentials, String agent, Consumer<String> warnings) {
    URI base = URI.create(credentials.url());
    this.credentials = credentials;
    this.agent = agent;
    this.warnings = warnings;
    this.dialer = dialer;
    this.client =
        new Client(
            dialer,
            Origin.of(base).orElseThrow(() -> Failure.usage(base + " is not a web address")));
  }

  public String url() {
    return credentials.url();
  }

  Credentials credentials() {
    return credentials;
  }

  /** Opens what the platform's answers name. */
  public Dialer dialer() {
    return dialer;
  }

  /** The value of the Authorization header, when there is a token. */
  public Optional<String> authorization() {
    return credentials.token().map(value -> "Bearer " + value);
  }

  /** A path of segments, each encoded. */
  public static String path(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(Url.segment(segment));
    }
    return path.toString();
  }

  public Json get(String path) {
    return json(send(request("GET", path)));
  }

  public Json post(String path, Json body) {
    return json(send(request("POST", path).withJson(JsonWriter.compact(body))));
  }

  public Json put(String path, Json body) {
    return json(send(request("PUT", path).withJson(JsonWriter.compact(body))));
  }

  public Json patch(String path, Json body) {
    return json(send(request("PATCH", path).withJson(JsonWriter.compact(body))));
  }

  /** What the answer to a change says in that header. */
  public Optional<String> patch(String path, Json body, String header) {
    Request request = request("PATCH", path).withJson(JsonWriter.compact(body));
    return send(request).headers().field(header);
  }

  public Json delete(String path) {
    return json(send(request("DELETE", path)));
  }

  /** The whole list, however many pages it takes. */
  public List<Json> list(String path) {
    return pages(path, Optional.empty(), MAX_PAGES);
  }

  /** The first page of a list for that range, such as {@code version ..; max=15, order=desc}. */
  public List<Json> page(String path, String range) {
    return pages(path, Optional.of(range), 1);
  }

  private List<Json> pages(String path, Optional<String> firstRange, int atMost) {
    List<Json> all = new ArrayList<>();
    Optional<String> range = firstRange;
    for (int page = 0; page < atMost; page++) {
      Request request = request("GET", path);
      Response response = send(range.isPresent() ? request.with("Range", range.get()) : request);
      all.addAll(json(response).elements());
      range = response.headers().field("next-range");
      if (response.status() != 206 || range.isEmpty()) {
        break;
      }
    }
    return all;
  }

  private Request request(String method, String path) {
    String base = Url.pathAndQuery(URI.create(url()));
    Request request =
        Request.of(method, (base.equals("/") ? "" : base) + path)
            .with("Accept", ACCEPT)
            .with("User-Agent", agent);
    return authorization().map(value -> request.with("Authorization", value)).orElse(request);
  }

  private Response send(Request request) {
    try {
      Response response = client.send(request);
      response.headers().field("warning-message").ifPresent(warnings);
      response.headers().field("x-heroku-warning").ifPresent(warnings);
      if (!response.isSuccess()) {
        throw Refusal.of(url(), response, credentials);
      }
      return response;
    } catch (IOException e) {
      throw Unreachable.because(e, url());
    }
  }

  private Json json(Response response) {
    if (response.text().isEmpty()) {
      return Json.none();
    }
    try {
      return JsonReader.parse(response.text());
    } catch (JsonSyntaxException e) {
      throw Failure.of(
          ExitCode.SERVER_ERROR,
          "The answer of " + url() + " is not JSON: " + e.getMessage(),
          "Is this the URL of a platform? See: paas help login");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
