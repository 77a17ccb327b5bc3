// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** What the shop keeps on disk: a folder of its own, gone when the shop closes. */
@Component
class ShopFolder implements DisposableBean {

    private final Path path;

    ShopFolder() throws IOException {
        path = Files.createTempDirectory("bookshop");
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void destroy() throws IOException {
        FileSystemUtils.deleteRecursively(path);
    }
}
