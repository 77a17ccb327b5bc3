// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.shop;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Takes one connection for each request, at once or, with {@code ?later}, on another thread; with {@code ?query} through
 * the driver of {@code jdbc:narthex:}, for one query.
 */
public final class Till extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("query") != null) {
            query();
        } else if (request.getParameter("later") == null) {
            answer(response);
        } else {
            AsyncContext later = request.startAsync();
            later.start(() -> {
                try {
                    answer(response);
                } catch (IOException broken) {
                    response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
                }
                later.complete();
            });
        }
    }

    private static void query() throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:narthex:h2:mem:;narthex.alias=till");
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException broken) {
            throw new IOException(broken);
        }
    }

    private static void answer(HttpServletResponse response) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:counted:h2:mem:")) {
            response.getWriter().write(connection.getMetaData().getURL());
        } catch (SQLException broken) {
            throw new IOException(broken);
        }
    }
}
