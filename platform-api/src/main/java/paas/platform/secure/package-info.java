/**
 * Certificates at work: shown by the router, watched for their end, and had issued.
 *
 * <p>What the router gets is a whole snapshot, made anew from the store. Which certificate is shown
 * for a hostname is decided here and only for hostnames of the certificate's own app. Neighbours:
 * {@code cert} judges, {@code store} keeps, {@code api} is told by people.
 */
@NullMarked
package paas.platform.secure;

import org.jspecify.annotations.NullMarked;
