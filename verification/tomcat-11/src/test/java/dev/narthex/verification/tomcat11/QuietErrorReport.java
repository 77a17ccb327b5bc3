// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.tomcat11;

import org.apache.catalina.valves.ErrorReportValve;

/** Tomcat's own error page without the stack. */
public final class QuietErrorReport extends ErrorReportValve {

    /** For Tomcat, which makes it by its name. */
    public QuietErrorReport() {
        setShowReport(false);
    }
}
