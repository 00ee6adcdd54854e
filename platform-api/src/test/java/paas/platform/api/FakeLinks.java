package paas.platform.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import paas.runner.AppLink;
import paas.runner.AppLinks;

/** Links of apps that run nothing. */
final class FakeLinks implements AppLinks {
  private final List<AppLink> links = new CopyOnWriteArrayList<>();

  @Override
  public void link(AppLink link) {
    if (links.stream().noneMatch(link::joinsSameAs)) {
      links.add(link);
    }
  }

  @Override
  public void unlink(AppLink link) {
    links.removeIf(link::joinsSameAs);
  }

  @Override
  public List<AppLink> list() {
    return List.copyOf(links);
  }
}
