package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.app.edge.Edge;
import paas.platform.app.edge.EdgeSetting;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.router.http.Pages;

@Tag("contract")
class EdgeStoreTest {
  @Nested
  class OnH2 extends Contract {
    OnH2() {
      super(Stores.onH2());
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    OnPostgreSql() {
      super(Stores.onPostgreSql());
    }
  }

  abstract static class Contract {
    private final Stores stores;
    private final AppId app;

    Contract(Stores stores) {
      this.stores = stores;
      this.app = stores.newApp().id();
    }

    @Test
    void settingsAreReplacedAndUnsetAlone() {
      stores.edges.change(
          app, Map.of(EdgeSetting.IDLE, Optional.of("5m"), EdgeSetting.STICKY, Optional.of("on")));
      stores.edges.change(
          app, Map.of(EdgeSetting.IDLE, Optional.of("6m"), EdgeSetting.STICKY, Optional.empty()));
      assertEquals(new Edge(Map.of(EdgeSetting.IDLE, "6m"), Pages.NONE), stores.edges.of(app));
      assertEquals(Edge.NONE, stores.edges.of(stores.newApp().id()));
    }

    @Test
    void aPageIsOneForItsCodeAndForm() {
      Pages.Page html = new Pages.Page("503", Pages.Form.HTML, "<p>Köln\n'\\");
      Pages.Page json = new Pages.Page("503", Pages.Form.JSON, "{}");
      stores.edges.put(app, new Pages.Page("503", Pages.Form.HTML, "former"));
      stores.edges.put(app, html);
      stores.edges.put(app, json);
      assertEquals(List.of(html, json), stores.edges.of(app).pages().list());
      assertTrue(stores.edges.remove(app, "503"));
      assertFalse(stores.edges.remove(app, "503"));
    }

    @Test
    void thereAreOnlySoManyPages() {
      for (int i = 0; i < Pages.MAX_PAGES; i++) {
        stores.edges.put(app, new Pages.Page("4" + i / 10 + i % 10, Pages.Form.HTML, "x"));
      }
      Pages.Page another = new Pages.Page("503", Pages.Form.HTML, "x");
      assertThrows(Rejected.class, () -> stores.edges.put(app, another));
      assertEquals(Pages.MAX_PAGES, stores.edges.of(app).pages().list().size());
    }

    @Test
    void aSettingNeedsAnApp() {
      Rejected refusal =
          assertThrows(
              Rejected.class,
              () ->
                  stores.edges.change(AppId.random(), Map.of(EdgeSetting.IDLE, Optional.of("5m"))));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }
  }
}
