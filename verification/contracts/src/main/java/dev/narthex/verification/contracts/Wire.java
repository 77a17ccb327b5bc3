// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** HTTP/1.1 as it goes over a socket. */
final class Wire {

    private Wire() {}

    /** A request without a body, after which the connection is closed. */
    static String request(String method, String path, String... headers) {
        return head(method, path, headers) + "\r\n";
    }

    /** A POST whose body comes in one chunk. */
    static String chunkedPost(String path, String contentType, String body) {
        String size = Integer.toHexString(body.length());
        return head("POST", path, "Content-Type: " + contentType, "Transfer-Encoding: chunked")
                + String.join("\r\n", "", size, body, "0", "", "");
    }

    private static String head(String method, String path, String... headers) {
        String close = String.join("\r\n", "Host: localhost", "Connection: close", "");
        return method + " " + path + " HTTP/1.1\r\n" + close
                + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining());
    }

    /** Reads until this many bytes have come. */
    static void await(Socket socket, int bytes) throws IOException {
        InputStream in = socket.getInputStream();
        if (in.readNBytes(bytes).length < bytes) {
            throw new IOException("the connection was closed before " + bytes + " bytes had come");
        }
    }

    /** Reads until this has come; all that came. */
    static String readUntil(InputStream in, String last) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(last) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed before '" + last + "' had come, after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Reads one answer to its end. */
    static void readAnswer(InputStream in) throws IOException {
        int length = -1;
        boolean chunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).trim());
            } else if (header.startsWith("transfer-encoding: chunked")) {
                chunked = true;
            }
        }
        if (chunked) {
            for (int size = -1; size != 0; ) {
                size = Integer.parseInt(line(in), 16);
                in.skipNBytes(size + 2L);
            }
        } else if (length >= 0) {
            in.skipNBytes(length);
        } else {
            in.readAllBytes();
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed within an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** Closes a connection so that the other side gets a reset. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
