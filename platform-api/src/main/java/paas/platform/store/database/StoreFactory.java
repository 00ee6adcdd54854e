package paas.platform.store.database;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import paas.platform.store.Bounds;
import paas.platform.store.DatabaseCopies;
import paas.platform.store.Durability;
import paas.platform.store.StoreSettings;
import paas.platform.store.vault.ConfigVault;

/**
 * The beans that the store stands on. Each comes from the open database, so that none exists unless
 * the schema is current and the config key fits.
 */
@Factory
final class StoreFactory {

  /** {@code PAAS_HOME} arrives as {@code paas.home}, and so on. */
  @Singleton
  StoreSettings settings(PropertyResolver properties) {
    return StoreSettings.of(
        Path.of(text(properties, "paas.home", Home.standard())),
        text(properties, "paas.database.url", ""),
        text(properties, "paas.database.user", ""),
        text(properties, "paas.database.password", ""));
  }

  private static String text(PropertyResolver properties, String name, String standard) {
    return properties.getProperty(name, String.class).filter(v -> !v.isEmpty()).orElse(standard);
  }

  /** Only where the application has no other clock. */
  @Singleton
  @Secondary
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  @Bean(preDestroy = "close")
  OpenDatabase database(StoreSettings settings, Clock clock) {
    return OpenDatabase.open(settings, clock);
  }

  @Singleton
  @Named("default")
  DataSource dataSource(OpenDatabase database) {
    return database.dataSource();
  }

  @Singleton
  Bounds bounds(PropertyResolver properties) {
    return Bounds.from(properties);
  }

  @Singleton
  DatabaseCopies copies(OpenDatabase database) {
    return database.copies();
  }

  @Singleton
  ConfigVault vault(OpenDatabase database) {
    return database.vault();
  }

  @Singleton
  Durability durability(OpenDatabase database) {
    return database.durability();
  }
}
