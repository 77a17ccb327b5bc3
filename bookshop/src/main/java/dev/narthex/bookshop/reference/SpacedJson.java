// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** JSON with a space after every colon and comma, as Python writes it: a body has as many bytes as the recorded one. */
@Component
@Profile("reference")
class SpacedJson implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
            List<HttpMessageConverter<?>> converters = new ArrayList<>(adapter.getMessageConverters());
            HttpMessageConverter<Object> compact = jsonConverter(converters);
            converters.add(converters.indexOf(compact), new Spaced(compact));
            adapter.setMessageConverters(converters);
        }
        return bean;
    }

    @SuppressWarnings("unchecked") // it says that it writes any class
    private static HttpMessageConverter<Object> jsonConverter(List<HttpMessageConverter<?>> converters) {
        return (HttpMessageConverter<Object>) converters.stream()
                .filter(converter -> converter.canWrite(Map.class, MediaType.APPLICATION_JSON))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no converter writes JSON"));
    }

    /** Writes what the shop's own converter would write, with spaces. Reads nothing. */
    private static final class Spaced extends AbstractHttpMessageConverter<Object> {

        private final HttpMessageConverter<Object> compact;

        Spaced(HttpMessageConverter<Object> compact) {
            super(MediaType.APPLICATION_JSON);
            this.compact = compact;
        }

        @Override
        protected boolean supports(Class<?> type) {
            return compact.canWrite(type, MediaType.APPLICATION_JSON);
        }

        @Override
        public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
            return false;
        }

        @Override
        protected Object readInternal(Class<?> type, HttpInputMessage message) {
            throw new UnsupportedOperationException("it can read nothing");
        }

        @Override
        protected void writeInternal(Object value, HttpOutputMessage message) throws IOException {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            compact.write(value, MediaType.APPLICATION_JSON, new InMemory(json));
            message.getBody().write(withSpaces(json.toByteArray()));
        }

        private static byte[] withSpaces(byte[] json) {
            ByteArrayOutputStream spaced = new ByteArrayOutputStream(json.length + 16);
            boolean inString = false;
            boolean escaped = false;
            for (byte c : json) {
                spaced.write(c);
                if (!inString && (c == ':' || c == ',')) {
                    spaced.write(' ');
                }
                inString ^= c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
            }
            return spaced.toByteArray();
        }
    }

    private record InMemory(ByteArrayOutputStream bytes) implements HttpOutputMessage {

        @Override
        public OutputStream getBody() {
            return bytes;
        }

        @Override
        public HttpHeaders getHeaders() {
            return new HttpHeaders();
        }
    }
}
