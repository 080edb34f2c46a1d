"""The ways in which a WordPress is served: nginx with php-fpm, Apache with its module, and PHP's own server for developers.

Each has a PHP of its own settings: `ini` lists what php.ini would say, such as extension=homing.so.
"""
import os
import pathlib
import time
import urllib.error
import urllib.request

import world

HOST = "blog.example"
FPM = """[global]
error_log = {folder}/fpm.log
daemonize = no
[www]
user = www-data
group = www-data
listen = {folder}/fpm.sock
listen.mode = 0666
pm = static
pm.max_children = {workers}
catch_workers_output = yes
clear_env = no
php_admin_value[sendmail_path] = /bin/false
"""
NGINX = """user www-data; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log; daemon off; events {{}}
http {{
  access_log off; include /etc/nginx/mime.types; client_body_temp_path {folder}/nginx-b; proxy_temp_path {folder}/nginx-p;
  fastcgi_temp_path {folder}/nginx-f; uwsgi_temp_path {folder}/nginx-u; scgi_temp_path {folder}/nginx-s; client_max_body_size 64m;
  server {{
    listen 127.0.0.1:443 ssl; server_name {host}; ssl_certificate {certificate}; ssl_certificate_key {key};
    root {root}; index index.php;
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php(/|$) {{
      fastcgi_split_path_info ^(.+?\\.php)(/.*)?$;
      include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_param HTTP_HOST $http_host;
      fastcgi_param PATH_INFO $fastcgi_path_info; fastcgi_param HTTPS on; fastcgi_pass unix:{folder}/fpm.sock; fastcgi_read_timeout 120s;
      fastcgi_buffer_size 64k; fastcgi_buffers 8 64k;
    }}
  }}
}}
"""
APACHE = """ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/apache.log
Mutex file:{folder} default
User www-data
Group www-data
LoadModule mpm_prefork_module {modules}/mod_mpm_prefork.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule php_module {modules}/libphp{version}.so
PHPIniDir {folder}
TypesConfig /etc/mime.types
StartServers 2
MaxRequestWorkers 12
KeepAlive Off
DocumentRoot {root}
<Directory {root}>
  Require all granted
  DirectoryIndex index.php
  FallbackResource /index.php
  <FilesMatch "\\.php$">
    SetHandler application/x-httpd-php
  </FilesMatch>
</Directory>
"""
ROUTER = """<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if ($path !== '/' && is_file($file)) return false;
if (is_dir($file) && is_file(rtrim($file, '/') . '/index.php')) {
    if (substr($path, -1) !== '/') { header("Location: $path/"); return; }
    $_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = rtrim($path, '/') . '/index.php';
    chdir(rtrim($file, '/'));
    require rtrim($file, '/') . '/index.php';
    return;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
"""


def version():
    return sorted(path.name for path in pathlib.Path("/etc/php").iterdir())[-1]


class Server:
    """Started for a folder with a WordPress below www; `url` is where it answers."""

    def __init__(self, lab, folder, environment, ini=(), workers=4, port=0):
        self.lab, self.folder, self.environment, self.ini, self.workers, self.port = lab, folder, environment, list(ini), workers, port
        self.processes = []

    def start(self, name, *words):
        before = len(self.lab.processes)
        given = [f"{key}={value}" for key, value in self.environment.items() if os.environ.get(key) != value]
        self.lab.start(name, "env", *given, *words)
        self.processes += self.lab.processes[before:]

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()
            self.lab.processes.remove(process)
        self.processes = []

    def wait(self):
        end = time.monotonic() + 20
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/wp-login.php", timeout=10).close()
                return
            except (OSError, urllib.error.URLError) as error:
                if time.monotonic() > end:
                    raise RuntimeError(f"the web server does not answer: {error}") from error
                time.sleep(0.05)

    def settings(self):
        return [word for line in self.ini for word in ("-d", line)]


class Nginx(Server):
    """nginx and php-fpm, over https under the name that the authorization server knows."""
    host = HOST

    def begin(self):
        name = self.host.partition(".")[0]
        self.url = f"https://{self.host}"
        self.lab.certificates.sign(name, [self.host])
        hosts = world.FOLDER / "hosts"
        if self.host not in hosts.read_text():
            hosts.write_text(hosts.read_text() + f"127.0.0.1 {self.host}\n")
        (self.folder / "fpm.conf").write_text(FPM.format(folder=self.folder, workers=self.workers))
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder, host=self.host, root=self.folder / "www",
                                                             certificate=self.lab.certificates[name], key=self.lab.certificates.key))
        self.start("fpm", f"php-fpm{version()}", "-y", self.folder / "fpm.conf", "-c", f"/etc/php/{version()}/fpm/php.ini", *self.settings())
        self.start(name, "nginx", "-c", self.folder / "nginx.conf", "-e", self.folder / "nginx.log")
        world.wait_for(name, lambda: world.connects("127.0.0.1", 443) and (self.folder / "fpm.sock").exists(), 20)
        return self


class Apache(Server):
    # In a process group of its own: Apache ends the whole group with itself.
    def begin(self):
        self.url = f"http://localhost:{self.port}"
        base = pathlib.Path(f"/etc/php/{version()}/apache2")
        more = "".join(file.read_text() + "\n" for file in sorted((base / "conf.d").glob("*.ini")))
        (self.folder / "php.ini").write_text((base / "php.ini").read_text() + more + "\n".join(["sendmail_path = /bin/false", *self.ini]) + "\n")
        (self.folder / "apache.conf").write_text(APACHE.format(folder=self.folder, port=self.port, root=self.folder / "www", version=version(),
                                                               modules="/usr/lib/apache2/modules"))
        self.start("apache", "setsid", "apache2", "-d", self.folder, "-f", self.folder / "apache.conf", "-DFOREGROUND")
        self.wait()
        return self


class Developer(Server):
    def begin(self):
        self.url = f"http://localhost:{self.port}"
        (self.folder / "router.php").write_text(ROUTER)
        self.environment = {**self.environment, "PHP_CLI_SERVER_WORKERS": str(self.workers)}
        self.start("developer", "php", "-d", "sendmail_path=/bin/false", *self.settings(), "-S", f"127.0.0.1:{self.port}", "-t", self.folder / "www",
                   self.folder / "router.php")
        self.wait()
        return self
