package paas.platform.secure;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import paas.platform.access.Email;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.cert.TestCertificates;
import paas.platform.deploy.Journal;
import paas.platform.formation.Slot;
import paas.platform.store.AppStore;
import paas.platform.store.UserStore;
import paas.router.tls.Challenge;
import paas.runner.Instance;
import paas.runner.InstanceId;

/** Real stores in a directory of their own; what is shown and told is remembered. */
public final class Premises implements Showcase, Journal, AutoCloseable {
  public final List<String> told = new ArrayList<>();
  private final ApplicationContext context;

  public Premises(Path home) {
    this.context =
        ApplicationContext.run(Map.of("paas.home", home.toString(), "paas.domain", "apps.example"));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public App app(String name) {
    UUID owner =
        bean(UserStore.class)
            .create(new Email(UUID.randomUUID() + "@example.com"), false, TestCertificates.NOW)
            .id();
    return bean(AppStore.class)
        .create(new AppName(name), owner, AppSettings.DEFAULT, TestCertificates.NOW);
  }

  @Override
  public void refresh() {}

  @Override
  public void answer(Challenge challenge) {}

  @Override
  public void forget(Challenge challenge) {}

  @Override
  public void event(AppId app, String text) {}

  @Override
  public void platform(AppId app, String process, String text) {
    told.add(text);
  }

  @Override
  public void output(AppId app, String process, String text) {}

  @Override
  public void follow(Instance instance) {}

  @Override
  public void finish(Instance instance) {}

  @Override
  public void gone(AppId app, InstanceId id) {}

  @Override
  public List<String> tail(AppId app, Slot slot, int lines) {
    return List.of();
  }

  @Override
  public List<String> tail(Instance instance, int lines) {
    return List.of();
  }

  @Override
  public void close() {
    context.close();
  }
}
