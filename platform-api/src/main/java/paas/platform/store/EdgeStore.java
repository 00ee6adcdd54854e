package paas.platform.store;

import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.app.edge.Edge;
import paas.platform.app.edge.EdgeSetting;
import paas.platform.fault.Rejected;
import paas.platform.store.row.EdgePageRow;
import paas.platform.store.row.EdgePageRows;
import paas.platform.store.row.EdgeSettingRow;
import paas.platform.store.row.EdgeSettingRows;
import paas.router.http.Pages;

/** What owners set of the router for their apps. */
@Singleton
public class EdgeStore {
  /** Of all apps together: the router has every page in its memory, and in its table. */
  static final long ALL_PAGES_BYTES = 8 << 20;

  private final Transactions transactions;
  private final EdgeSettingRows settings;
  private final EdgePageRows pages;
  private final AppLock lock;

  EdgeStore(Transactions transactions, EdgeSettingRows settings, EdgePageRows pages, AppLock lock) {
    this.transactions = transactions;
    this.settings = settings;
    this.pages = pages;
    this.lock = lock;
  }

  public Edge of(AppId app) {
    return transactions.read(() -> read(app));
  }

  private Edge read(AppId app) {
    Map<EdgeSetting, String> values = new EnumMap<>(EdgeSetting.class);
    for (EdgeSettingRow row : settings.of(app.value())) {
      // A setting of a newer platform, after a downgrade, is left alone.
      EdgeSetting.find(row.word()).ifPresent(setting -> values.put(setting, row.content()));
    }
    List<Pages.Page> found =
        pages.of(app.value()).stream()
            .map(row -> new Pages.Page(row.code(), Pages.Form.valueOf(row.form()), row.content()))
            .toList();
    return new Edge(values, new Pages(found));
  }

  /** Changes some settings in one step; those that are empty are set no more. */
  public Edge change(AppId app, Map<EdgeSetting, Optional<String>> changes) {
    return transactions.write(() -> {
      lock.take(app);
      changes.forEach((setting, value) -> {
        settings.remove(app.value(), setting.word());
        value.ifPresent(text ->
            settings.save(
                new EdgeSettingRow(UUID.randomUUID(), app.value(), setting.word(), text)));
      });
      return read(app);
    });
  }

  /** Sets or replaces a page. */
  public Edge put(AppId app, Pages.Page page) {
    return transactions.write(() -> {
      lock.take(app);
      pages.remove(app.value(), page.code(), page.form().name());
      pages.save(
          new EdgePageRow(
              UUID.randomUUID(), app.value(), page.code(), page.form().name(), page.text()));
      if (pages.of(app.value()).size() > Pages.MAX_PAGES) {
        throw Rejected.invalid(
            "An app has at most " + Pages.MAX_PAGES + " pages: unset one first.");
      }
      if (pages.bytes() > ALL_PAGES_BYTES) {
        throw Rejected.conflict(
            "The pages of all apps would be larger than %d MB together: make this one smaller."
                .formatted(ALL_PAGES_BYTES >> 20));
      }
      return read(app);
    });
  }

  /** Removes the pages of a code, in every form; false when there is none. */
  public boolean remove(AppId app, String code) {
    return transactions.write(() -> {
      lock.take(app);
      int removed = 0;
      for (Pages.Form form : Pages.Form.values()) {
        removed += pages.remove(app.value(), code, form.name());
      }
      return removed > 0;
    });
  }
}
