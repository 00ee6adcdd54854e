package paas.router.http.proxy;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;

/** Instances that speak HTTP/2 in raw frames. */
final class Http2App {
  static final int MAX_CONCURRENT_STREAMS = 3;
  static final int INITIAL_WINDOW_SIZE = 4;
  static final int MAX_HEADER_LIST_SIZE = 6;
  static final int ENABLE_CONNECT_PROTOCOL = 8;

  private Http2App() {}

  /** What an instance does with its connection. */
  @FunctionalInterface
  interface Script {
    void run(Http2Wire wire) throws IOException, InterruptedException;
  }

  static TestApp app(String name, Script script, byte[]... settings) throws IOException {
    return TestApp.start(name, wire -> script.run(Http2Wire.serving(wire, settings)));
  }

  /** Answers every request with its own path, for as long as the router stays. */
  static TestApp echoingPaths(BlockingQueue<Http2Wire.Asked> seen, byte[]... settings)
      throws IOException {
    return app(
        "web.1",
        wire -> {
          while (true) {
            Http2Wire.Asked asked = wire.asked();
            seen.add(asked);
            wire.answer(asked.stream(), asked.field(":path"));
          }
        },
        settings);
  }

  static String pseudo(Http2Wire.Asked asked) {
    return String.join(
        " ",
        asked.field(":method"),
        asked.field(":scheme"),
        asked.field(":authority"),
        asked.field(":path"));
  }
}
