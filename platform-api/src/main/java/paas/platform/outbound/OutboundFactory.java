package paas.platform.outbound;

import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import paas.builder.fetch.CheckedNames;

/** Puts the way out together. */
@Factory
final class OutboundFactory {
  /** {@code PAAS_FETCH_ALLOW} arrives as {@code paas.fetch.allow}. */
  @Singleton
  Outbound outbound(PropertyResolver properties) {
    return new Outbound(
        CheckedNames.allowing(properties.getProperty("paas.fetch.allow", String.class).orElse("")));
  }
}
