import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { DoctorScreen } from '@/components/doctor/doctor-screen';

export const metadata: Metadata = { title: 'Doctor' };

export default async function DoctorPage() {
  await requireViewer('/doctor', 'doctor.read');
  return <DoctorScreen />;
}
