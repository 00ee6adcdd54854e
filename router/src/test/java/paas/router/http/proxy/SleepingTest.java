package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import paas.router.http.Target;

/** Requests for an app that sleeps. */
class SleepingTest {
  @Test
  void sleepingAppIsWokenAndAnswersOnceItServes() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "awake");
        TestRouter router = TestRouter.open().route(new Target.Sleeping(TestRouter.SHOP));
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\nabc");
      assertEquals(TestRouter.SHOP.id(), router.woken.poll(10, TimeUnit.SECONDS));
      router.route(new Target.Booting(TestRouter.SHOP));
      router.serve(app);
      assertEquals("awake", wire.answer());
    }
  }

  @Test
  void sleepingTooLongIsH20AndBeyondTheQueueH11() throws Exception {
    HttpLimits none = TestRouter.QUICK.withCrowd(new HttpLimits.Crowd(100, 11, 0, 0));
    HttpLimits brief = TestRouter.booting(Duration.ofMillis(400));
    try (TestRouter router = TestRouter.open(brief).route(new Target.Sleeping(TestRouter.SHOP));
        TestRouter full = TestRouter.open(none).route(new Target.Sleeping(TestRouter.SHOP))) {
      assertTrue(router.get("/").contains("H20"));
      assertTrue(full.get("/").contains("H11"));
      assertEquals(TestRouter.SHOP.id(), full.woken.poll(), "who is refused wakes it all the same");
    }
  }
}
