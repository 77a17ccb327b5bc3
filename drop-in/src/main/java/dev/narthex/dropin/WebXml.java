// SPDX-License-Identifier: Apache-2.0
package dev.narthex.dropin;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The application's deployment descriptor, as far as it decides whether ours is read. */
final class WebXml {

    private WebXml() {}

    /** Whether it says of itself that it is complete: then containers leave web fragments and their listeners out. */
    static boolean isComplete(ServletContext context) {
        try (InputStream descriptor = context.getResourceAsStream("/WEB-INF/web.xml")) {
            return descriptor != null && isComplete(descriptor);
        } catch (IOException | XMLStreamException unreadable) {
            return false; // the container has read it, and says what is wrong with it
        }
    }

    private static boolean isComplete(InputStream descriptor) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(descriptor);
        try {
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                // comments and processing instructions before the root
            }
            return Boolean.parseBoolean(reader.getAttributeValue(null, "metadata-complete"));
        } finally {
            reader.close();
        }
    }
}
