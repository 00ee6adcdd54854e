/**
 * Certificates as people bring them: read from PEM, judged once, known to be whole from then on.
 * Pure; knows neither where they are stored nor who shows them.
 */
@NullMarked
package paas.platform.cert;

import org.jspecify.annotations.NullMarked;
