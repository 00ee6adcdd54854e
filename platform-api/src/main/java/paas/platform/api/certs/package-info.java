/** Certificates of apps: {@code /apps/{app}/sni-endpoints}, and what apps ask of HTTPS. */
@NullMarked
package paas.platform.api.certs;

import org.jspecify.annotations.NullMarked;
