/**
 * Source code that comes without git: uploads, and the builds that are made of them or of foreign
 * archives and images.
 */
@NullMarked
package paas.platform.api.sources;

import org.jspecify.annotations.NullMarked;
