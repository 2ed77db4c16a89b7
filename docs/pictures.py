"""Takes the README's two pictures from a running demo: `./run pictures`.

Start `./run demo` first; BYREGION_DEMO_URL names another address than its own.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

DEMO = os.environ.get("BYREGION_DEMO_URL", "http://127.0.0.1:8000")
CHROMIUM = os.environ.get("BYREGION_CHROMIUM", "/usr/bin/chromium")
HERE = Path(__file__).parent / "pictures"
PICTURES = (
    ("region.png", "kari.nordmann@alesund.example", "/", 1230),
    ("overview.png", "ola.dahl@programstab.example", "/oversikt/", 1230),
)


def take(browser: Browser, name: str, email: str, path: str, height: int) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": height}, locale="nb-NO")
    page.goto(f"{DEMO}/konto/logg-inn/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill("demo")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "logg-inn" not in url)
    page.goto(f"{DEMO}{path}")
    page.screenshot(path=HERE / name)
    page.close()


def main() -> None:
    HERE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, *picture)
            print(HERE / picture[0])


if __name__ == "__main__":
    try:
        main()
    except Error as error:
        sys.exit(f"No picture: is ./run demo running at {DEMO}? {error}")
