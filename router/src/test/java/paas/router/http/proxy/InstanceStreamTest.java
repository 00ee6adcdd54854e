package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How one stream to an instance ends. */
@Timeout(60)
class InstanceStreamTest {
  private static final int CANCEL = 8;

  @Test
  void bodyThatTheInstanceNeverTookIsNotKeptAfterItsAnswer() throws Exception {
    BlockingQueue<Http2Wire.Frame> resets = new LinkedBlockingQueue<>();
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  wire.answer(wire.asked().stream(), "ok");
                  resets.add(wire.frame(Http2Wire.RST_STREAM));
                  wire.asked();
                },
                Http2Wire.setting(Http2App.INITIAL_WINDOW_SIZE, 0));
        TestRouter router = TestRouter.open().serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\nabc");
      assertEquals("ok", wire.answer());
      Http2Wire.Frame reset = resets.poll(10, TimeUnit.SECONDS);
      assertEquals(CANCEL, reset == null ? -1 : reset.error());
    }
  }
}
