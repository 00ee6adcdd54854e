package paas.runner.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.InstanceId;
import paas.runner.Instances.News;
import paas.runner.Instances.Watch;
import paas.runner.Scope;
import paas.runner.engine.EngineUnavailable;

/**
 * Follows what the engine tells of one platform's instances, on a virtual thread. Whenever the
 * stream was down, every one that was there before or is there now counts as changed.
 */
final class EngineWatch implements Watch {
  private static final Logger log = LoggerFactory.getLogger(EngineWatch.class);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final String KIND = Labels.KIND + "=" + Labels.Kind.INSTANCE.label();
  private static final String FILTERS =
      "{\"type\":[\"container\"],\"event\":[\"start\",\"die\",\"oom\",\"pause\",\"destroy\"],\"label\":[\"%s\",\"%s\"]}";

  private final Containers containers;
  private final String label;
  private final Consumer<News> changed;
  private final ObjectMapper json = new ObjectMapper();
  private final AtomicReference<Optional<Response>> stream =
      new AtomicReference<>(Optional.empty());
  private final Thread thread;
  private volatile boolean closed;

  /** Only the watching thread uses it: the containers that were there when last looked. */
  private final Map<InstanceId, News> present = new HashMap<>();

  private EngineWatch(Containers containers, Scope scope, Consumer<News> changed) {
    this.containers = containers;
    this.label = Labels.PLATFORM + "=" + scope.platform();
    this.changed = changed;
    this.thread = Thread.ofVirtual().name("runner-watch").unstarted(this::run);
  }

  static EngineWatch start(Containers containers, Scope scope, Consumer<News> changed) {
    var watch = new EngineWatch(containers, scope, changed);
    watch.thread.start();
    return watch;
  }

  @Override
  public void close() {
    closed = true;
    stream.get().ifPresent(Response::close);
    thread.interrupt();
    if (Thread.currentThread() != thread) {
      joinQuietly();
    }
  }

  private void joinQuietly() {
    try {
      thread.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration pause = LEAST_PAUSE;
    while (!closed) {
      try {
        follow();
        pause = LEAST_PAUSE;
      } catch (EngineUnavailable e) {
        log.debug("The engine's events are down", e);
      } catch (IOException | RuntimeException e) {
        if (!closed) {
          log.warn("The engine's events broke off; following them again", e);
        }
      }
      if (!closed) {
        Pause.of(pause);
        pause =
            pause.multipliedBy(2).compareTo(MOST_PAUSE) < 0 ? pause.multipliedBy(2) : MOST_PAUSE;
      }
    }
  }

  private void follow() throws IOException {
    try (Response response = containers.engine().http().execute(request())) {
      stream.set(Optional.of(response));
      if (closed || response.getStatusCode() != 200) {
        return;
      }
      // Subscribed first, looked second: nothing falls between.
      lookAround();
      read(response.getBody());
    } finally {
      stream.set(Optional.empty());
    }
  }

  private void lookAround() {
    Map<InstanceId, News> now = new HashMap<>();
    for (Container found : containers.list(List.of(label, KIND))) {
      InstanceId id = new InstanceId(found.getId());
      Labels.parse(found.getLabels())
          .ifPresent(labels -> now.put(id, new News(id, labels.app().id())));
    }
    Map<InstanceId, News> concerned = new HashMap<>(present);
    concerned.putAll(now);
    present.clear();
    present.putAll(now);
    concerned.values().forEach(this::tell);
  }

  private void read(InputStream body) throws IOException {
    try (MappingIterator<JsonNode> events = json.readerFor(JsonNode.class).readValues(body)) {
      while (events.hasNextValue()) {
        JsonNode event = events.nextValue();
        JsonNode actor = event.path("Actor");
        String id = actor.path("ID").asText();
        if (ID.matcher(id).matches()) {
          String action = event.path("Action").asText();
          labels(actor.path("Attributes"))
              .ifPresent(of -> note(new News(new InstanceId(id), of.app().id()), action));
        }
      }
    }
  }

  /** Of the container, which are among the event's attributes; empty where it is none of ours. */
  private static Optional<Labels> labels(JsonNode attributes) {
    Map<String, String> map = new HashMap<>();
    attributes.properties().forEach(one -> map.put(one.getKey(), one.getValue().asText()));
    return Labels.parse(map);
  }

  private void note(News news, String action) {
    if (action.equals("destroy")) {
      present.remove(news.id());
    } else {
      present.put(news.id(), news);
    }
    tell(news);
  }

  /** A failing listener must not end the watch. */
  private void tell(News news) {
    try {
      changed.accept(news);
    } catch (RuntimeException e) {
      log.error("A listener failed on news of container {}", news.id().value(), e);
    }
  }

  private Request request() {
    String filters = URLEncoder.encode(FILTERS.formatted(label, KIND), StandardCharsets.UTF_8);
    return Request.builder().method(Request.Method.GET).path("/events?filters=" + filters).build();
  }
}
