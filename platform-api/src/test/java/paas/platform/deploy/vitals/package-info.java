@NullMarked
package paas.platform.deploy.vitals;

import org.jspecify.annotations.NullMarked;
