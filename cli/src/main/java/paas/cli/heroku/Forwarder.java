package paas.cli.heroku;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ServerSocketFactory;
import paas.cli.api.Platform;
import paas.cli.api.Streams;
import paas.cli.api.Unreachable;
import paas.cli.http.Exchange;
import paas.cli.http.Incoming;
import paas.cli.http.Origin;
import paas.cli.http.Request;
import paas.cli.http.Url;

/**
 * Passes HTTP requests on to the platform's API, one to a connection, bodies as they flow. It adds
 * no credentials: who does not show the user's own is refused here already.
 */
final class Forwarder implements AutoCloseable {
  private static final int PIECE = 32 * 1024;
  private static final int MAX_RUN = 1024 * 1024;
  private static final int ANSWER_MILLIS = 120_000;

  /** Those of one connection (RFC 9110 section 7.6.1), and what is written anew. */
  private static final Set<String> OWN_FIELDS =
      Set.of("connection", "keep-alive", "proxy-connection", "upgrade", "te", "host", "expect");

  private final Platform platform;
  private final Origin origin;
  private final String prefix;
  private final byte[] authorization;
  private final Rendezvous rendezvous;
  private final Links links;
  private final Door door;

  /** {@code authorization} is what the header of that name has to say. */
  Forwarder(Platform platform, String authorization, Rendezvous rendezvous) throws IOException {
    URI base = URI.create(platform.url());
    this.platform = platform;
    this.origin = Streams.origin(base);
    this.prefix = Url.pathAndQuery(base).replaceFirst("/$", "");
    this.authorization = authorization.getBytes(StandardCharsets.UTF_8);
    this.rendezvous = rendezvous;
    this.links = new Links(platform);
    this.door = Door.open(ServerSocketFactory.getDefault(), "paas-heroku-http", this::serve);
  }

  String url() {
    return "http://" + Door.HOST + ":" + door.port();
  }

  private void serve(Socket client) throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream(), PIECE);
    Incoming request = Incoming.read(in);
    Reply reply = new Reply(client);
    try {
      answer(request, in, reply);
    } catch (IOException e) {
      String why = Unreachable.because(e, platform.url()).explanation();
      reply.refuse(503, "service_unavailable", why);
    }
  }

  private void answer(Incoming request, InputStream in, Reply reply) throws IOException {
    if (links.names(request.target())) {
      pass(request, request.target(), in, reply);
    } else if (!isAuthorized(request)) {
      reply.refuse(401, "unauthorized", "Only the `heroku` that paas has started may ask here.");
    } else if (RunRequest.is(request)) {
      run(request, in, reply);
    } else {
      pass(request, prefix + request.target(), in, reply);
    }
  }

  private boolean isAuthorized(Incoming request) {
    byte[] shown = request.field("authorization").orElse("").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(shown, authorization);
  }

  private void pass(Incoming request, String path, InputStream in, Reply reply) throws IOException {
    Request head = new Request(request.method(), path, fields(request), Optional.empty());
    try (Socket upstream = platform.dialer().dial(origin, 0)) {
      upstream.getOutputStream().write(head.head(origin));
      Thread upload = Door.daemon("paas-heroku-upload", () -> upload(in, upstream));
      boolean bare = request.method().equals("HEAD");
      reply.send(Exchange.answerOn(upstream), bare, json -> links.through(url(), json));
      upstream.close();
      reply.end(upload);
    }
  }

  /** Ends the exchange when the client is gone. What the platform does not take is dropped. */
  private static void upload(InputStream in, Socket upstream) {
    try (upstream) {
      byte[] piece = new byte[PIECE];
      boolean taken = true;
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        taken = taken && written(piece, count, upstream);
      }
    } catch (IOException e) {
      // Gone too.
    }
  }

  private static boolean written(byte[] piece, int count, Socket upstream) {
    try {
      upstream.getOutputStream().write(piece, 0, count);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void run(Incoming request, InputStream in, Reply reply) throws IOException {
    Optional<Integer> length = request.field("content-length").flatMap(Forwarder::length);
    if (length.isEmpty()) {
      reply.refuse(411, "bad_request", "A request for a run has to say how long it is.");
      return;
    }
    String body = new String(in.readNBytes(length.get()), StandardCharsets.UTF_8);
    RunRequest run = RunRequest.of(body, rendezvous.isTerminal());
    Map<String, String> fields = fields(request);
    fields.remove("content-length");
    byte[] onwards = run.body().getBytes(StandardCharsets.UTF_8);
    Request whole = new Request("POST", prefix + request.target(), fields, Optional.of(onwards));
    try (Exchange answer = Exchange.open(platform.dialer(), origin, whole, ANSWER_MILLIS)) {
      reply.send(answer, false, json -> run.answered(json, rendezvous));
    }
  }

  private static Optional<Integer> length(String text) {
    boolean sound = text.matches("[0-9]{1,7}") && Integer.parseInt(text) <= MAX_RUN;
    return sound ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Map<String, String> fields(Incoming request) {
    Map<String, String> fields = new LinkedHashMap<>(request.fields());
    fields.keySet().removeAll(OWN_FIELDS);
    fields.put("Connection", "close");
    return fields;
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
