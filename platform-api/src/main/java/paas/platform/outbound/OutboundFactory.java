package paas.platform.outbound;

import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;

/** Puts the way out together. */
@Factory
final class OutboundFactory {
  /** {@code PAAS_FETCH_ALLOW} arrives as {@code paas.fetch.allow}. */
  @Singleton
  Destinations destinations(PropertyResolver properties) {
    return new Destinations(properties.getProperty("paas.fetch.allow", String.class).orElse(""));
  }

  @Singleton
  Downloads downloads(Destinations destinations) {
    return new Downloads(destinations);
  }
}
