// Read by tsc, never run: what is right has its type, and each line that is wrong is refused.
import { Account, HomingError, Job, Session, Settings, Status, cancel } from '../../../capi/bindings/node/homing.js';

export async function right(session: Session): Promise<string> {
  const job: Job<Settings> = session.resolve('ada@contoso.example', { signal: AbortSignal.timeout(1000), onEvent: (event) => console.log(event.url) });
  const { document } = await job.catch((error: HomingError) => { throw error.position; });
  const host: string = document.imap[0].host;
  const account = new Account('ada@contoso.example', { protocols: 'imap', password: 'secret' });
  const proof = (await session.verify(account)).document.protocols.imap;
  if (proof?.next === 'ask_password' && proof.diagnosis?.id === 'sign_in.password_refused') cancel(job.id);
  session.store(new Map<string, Uint8Array>());
  new Session({ offline: true, 'dns.servers': '192.0.2.53' }).close();
  return host + Status.CANCELLED;
}

export async function wrong(session: Session): Promise<void> {
  // @ts-expect-error: there is no such option
  new Session({ 'no.such.option': 'on' });
  // @ts-expect-error: an address is a text
  session.resolve(7);
  // @ts-expect-error: there is no such access
  session.token(new Account('ada@contoso.example'), 'fax');
  // @ts-expect-error: there is no such key
  console.log((await session.resolve('ada@contoso.example')).document.impa);
  // @ts-expect-error: there is no such diagnosis
  console.log((await session.explain('535')).document.matches[0].id === 'no.such.id');
}
