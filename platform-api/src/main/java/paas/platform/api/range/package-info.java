/** Heroku's list ranges: {@code Range: version ..; order=desc,max=15} and {@code Next-Range}. */
@NullMarked
package paas.platform.api.range;

import org.jspecify.annotations.NullMarked;
